"""An application filed on an invented portal: fill it in, attach papers, send it, mend what comes back."""
