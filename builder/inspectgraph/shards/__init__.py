"""Reports one at a time: what each gives to the published set, and what needs all of them."""
