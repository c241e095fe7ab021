-- Results kept for reuse may hold stretches of documents. When a document is removed or
-- replaced, no copy of its old text stays behind in them.
CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN
  DELETE FROM result;
END;

CREATE TRIGGER document_replaced AFTER UPDATE OF hash ON document WHEN old.hash <> new.hash BEGIN
  DELETE FROM result;
END;
