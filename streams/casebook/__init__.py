"""Read incident records, from Kafka or an archive, and tell the life of one as a person would want to read it.

Example: ``life_of(incident, alerts)`` gives its reports and messages in order, and for each figure who said what.
"""
