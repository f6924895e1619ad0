"""Budget planning: estimates, the plan of a run, the minimum that an article costs."""
