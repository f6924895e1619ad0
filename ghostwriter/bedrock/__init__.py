"""The way to the models: credentials, the model catalogue, the LLM, and the doctor."""
