"""Who is at the desk: log-in, lock, curtain and the idle timers that draw them."""
