"""What staff want to know of a call, and nobody prints: topics of its answers, counts, arrivals, who is silent."""
