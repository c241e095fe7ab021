package workspace

import (
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
)

// Names within a workspace's folder.
const (
	FileName   = "greenlight.db"
	UploadsDir = "uploads"
	LogsDir    = "logs"
	keysName   = "keys.age"

	// BackupEnding is the file ending of backups.
	BackupEnding = ".greenlight-backup"
)

// Folder is the folder of the workspace when a person names none: that of the environment
// variable GREENLIGHT_WORKSPACE, else one among the person's own data.
func Folder() string {
	if dir := os.Getenv("GREENLIGHT_WORKSPACE"); dir != "" {
		return dir
	}
	return filepath.Join(xdg.DataHome, "greenlight")
}
