package document

// RegisterForTest adds a loader, so that tests can make a reading process hang or crash.
func RegisterForTest(l Loader) { register(l) }
