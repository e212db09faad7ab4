"""Who says it: cues, quotations, chains and denials found in the parse of a sentence."""
