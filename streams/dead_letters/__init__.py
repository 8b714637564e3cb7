"""Look at the dead letters, and send them through the pipeline again once their cause is gone.

Example: ``await newest(settings, Wanted(), 20)`` reads them; ``redrive(settings, order)`` sends them again.
"""
