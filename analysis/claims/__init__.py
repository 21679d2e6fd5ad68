"""A report -> its claims: reported numbers of people, each with the words that say so."""
