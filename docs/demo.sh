#!/bin/sh
# The main job on the example articles: `make demo`. Leaves its ledger and its table in demo/.
set -eu
cd "$(dirname "$0")/.."

rm -rf demo
mkdir demo
export FACTLEDGER=demo/news.ledger

say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }
run() { say "$@"; "$@"; }

run factledger add docs/examples
run factledger claims -o demo/claims.parquet

say "the first rows of demo/claims.parquet"
python - <<'EOF'
import pandas as pd

table = pd.read_parquet("demo/claims.parquet")
print(f"{len(table)} rows, {table.fact_id.nunique()} facts, {table.outlet.nunique()} outlets")
head = table[["stance", "source", "outlet", "status", "claim"]].head(10)
print(head.to_string(index=False, max_colwidth=44))
EOF

run factledger unconfirmed --limit 6

# The fact that most outlets have a version of; among equals the one with most sources.
fact=$(python - <<'EOF'
import pandas as pd

table = pd.read_parquet("demo/claims.parquet", columns=["fact_id", "outlet", "source"])
width = table.groupby("fact_id")[["outlet", "source"]].nunique().reset_index()
print(width.sort_values(["outlet", "source", "fact_id"], ascending=[False, False, True]).fact_id.iloc[0])
EOF
)
run factledger diff "$fact"
