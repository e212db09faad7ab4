"""From clauses to atomic claims: which propositions a sentence makes, and the words they get."""
