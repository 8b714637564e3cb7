"""Say whether a deployment works, and if not, what to do next.

Example: ``checks = await examine(settings, Limits(), now_ms)``; where one of them fails, alerts may be missing.
"""
