"""The project's own quality evaluation: gold sets, figures, floors. Read docs/quality.md first."""
