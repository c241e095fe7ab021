package store

import (
	"context"
	"path/filepath"
	"testing"
)

func TestAMigrationThatFailsLeavesNothing(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "greenlight.db")
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	version, err := s.Schema(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := openPool(path, probePragmas, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	for name, script := range map[string]string{
		"a wrong statement": "CREATE TABLE new_thing (x); INSERT INTO nowhere VALUES (1);",
		"rows that point nowhere": `CREATE TABLE new_thing (x);
			INSERT INTO eval_case (id, set_id, ordinal, data) VALUES ('c', 'no such set', 1, '{}');`,
	} {
		t.Run(name, func(t *testing.T) {
			if err := apply(ctx, db, migration{version + 1, script}); err == nil {
				t.Fatal("it was applied")
			}
			var tables, now int
			row := db.QueryRow("SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'new_thing'), (SELECT user_version FROM pragma_user_version)")
			if err := row.Scan(&tables, &now); err != nil {
				t.Fatal(err)
			}
			if tables != 0 || now != version {
				t.Errorf("%d tables and version %d are left", tables, now)
			}
		})
	}
	if err := apply(ctx, db, migration{version, "CREATE TABLE again (x)"}); err != nil {
		t.Errorf("a migration that another process applied: %v", err)
	}
}

func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	list, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		t.Fatal("there are none")
	}
}
