"""From the passages of one report to the facts of one inspection."""
