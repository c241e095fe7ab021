package store

import "context"

// searchState is what the search index keeps in memory beside the file. Every change to it
// happens in the function that writeThen runs after a commit.
type searchState struct{}

// start runs when the workspace is opened; it must be quick, so it loads nothing yet.
func (x *searchState) start(ctx context.Context, s *Store) error { return ctx.Err() }

// stop runs when the workspace is closed.
func (x *searchState) stop() {}
