package document

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// detach puts a process into a group of its own, and has the kernel kill it when this program
// dies however it dies.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func kill(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// residentBytes is the memory that a process holds, 0 when it cannot be found out.
func residentBytes(pid int) int64 {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	f := bytes.Fields(b)
	if len(f) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(f[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// rlimitData is RLIMIT_DATA of setrlimit(2), which package syscall does not name on all
// architectures. Since Linux 4.7 it counts private writable mappings.
const rlimitData = 2

// limitMemory makes the kernel refuse an absurd allocation at once, before a watcher can see
// it. Address space is reserved generously by the Go runtime and WebAssembly, hence the factor.
func limitMemory(limit int64) {
	l := syscall.Rlimit{Cur: uint64(limit) * 6, Max: uint64(limit) * 6}
	_ = syscall.Setrlimit(rlimitData, &l) // without it the watchers remain
}
