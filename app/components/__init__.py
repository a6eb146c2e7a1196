"""The parts that the pages are made of; each returns markup or mounts one piece of the screen."""
