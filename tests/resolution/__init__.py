"""What stands for something else in a claim, and what it is about."""
