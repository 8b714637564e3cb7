"""Language tools shared by the stages: types, sentences, numbers, normalisation. Pure."""
