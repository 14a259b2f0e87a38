"""What happens to an edition once it is published: who gets it, whether they did, when it was made and is made next.

Here: recipients, the ledger, the ways an edition goes out, the heartbeat, schedules.  Not here: making editions (`edition`).
"""
