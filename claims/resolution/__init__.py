"""Who a mention stands for, what a pronoun in a claim stands for, and when a claim says it happened."""
