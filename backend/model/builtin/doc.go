// Package builtin holds the two models that come with the program and need neither a download
// nor a network: an answerer that quotes documents word for word, and an embedding made of
// words and letter groups. Neither is a language model, and neither pretends to be one.
package builtin
