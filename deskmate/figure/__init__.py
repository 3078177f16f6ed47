"""The domain of the figure: an articulated body, its poses, the psoas, and the drawing in braille cells."""
