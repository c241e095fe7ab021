package domain

// Version names the build of the program. The build scripts set it.
var Version = "dev"
