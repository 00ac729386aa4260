"""What a file really is: its content decides. `asking` is the portal's side; the rest runs in a confined process."""
