"""What is asked: the models of Bedrock, their names, inference profiles, abilities and prices."""
