"""The budget: prices, token counts, and money reserved before a call is sent."""
