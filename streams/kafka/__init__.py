"""What every edge needs of Kafka: connecting, topics, sending with acknowledgement, reading ranges.

Example: ``async with Sender(settings) as sender: await sender.send(records)`` returns when the broker has them.
"""
