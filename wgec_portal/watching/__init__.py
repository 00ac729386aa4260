"""How the portal is watched: signs of life, logs, figures, and what is kept as evidence of an incident."""
