-- Entries of all partitions, by when and by whom. The kind stands in the index, so that looking for
-- the few entries of one kind (READ) doesn't visit the rows of the others.
CREATE INDEX changes_by_time ON changes (time_us, partition_name, number, kind);
CREATE INDEX changes_by_caller ON changes (caller, time_us, partition_name, number);
