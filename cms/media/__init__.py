"""Pictures and their lighter variants; drawings are cleaned SVG. Tables: Picture, PictureRendition. Imports nothing above."""
