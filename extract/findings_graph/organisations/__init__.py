"""Who and where: the registers, places, and who provides which service."""
