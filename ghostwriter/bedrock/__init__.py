"""The way to the models: who asks (auth), what is asked (models), what goes over the wire, what can fail, and the pace."""
