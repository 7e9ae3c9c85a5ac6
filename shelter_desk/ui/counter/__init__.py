"""Forms of the counter and of the places: who got no place, who asks, who comes, what is kept."""
