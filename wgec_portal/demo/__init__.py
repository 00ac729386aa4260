"""The cycle of 2016, told once on real components: who is in it, what they write, and the story."""
