"""Knowledge bases and agents as sources: asked through boto3, read, and what can go wrong with them."""
