"""What PIM warns of: roles that nobody needs, that are given past it, or that ask for too little."""
