/*
 * The functions that may wait or do I/O: the host's lock is released around them, and around nothing else. One list for
 * every language; it must not say how a lock is released (gemel_host::released does).
 *
 * A call on a session, a record or a database that takes options reaches the database; a test asks that it is here.
 */
%define %gemel_waits(FUNCTION)
%exception FUNCTION {
    gemel_host::released([&] { $action });
}
%enddef

%gemel_waits(gemel_database_open)
%gemel_waits(gemel_database_close)
%gemel_waits(gemel_database_sync)
%gemel_waits(gemel_database_drop)
%gemel_waits(gemel_session_open)
%gemel_waits(gemel_session_close)
%gemel_waits(gemel_session_begin)
%gemel_waits(gemel_session_commit)
%gemel_waits(gemel_session_rollback)
%gemel_waits(gemel_session_transact)
%gemel_waits(gemel_session_cancel)
%gemel_waits(gemel_record_create)
%gemel_waits(gemel_record_upsert)
%gemel_waits(gemel_record_create_pair)
%gemel_waits(gemel_record_find)
%gemel_waits(gemel_record_find_first)
%gemel_waits(gemel_records_find)
%gemel_waits(gemel_query_all)
%gemel_waits(gemel_query_first)
%gemel_waits(gemel_query_count)
%gemel_waits(gemel_query_exists)
%gemel_waits(gemel_query_values)
%gemel_waits(gemel_query_update)
%gemel_waits(gemel_query_destroy)
%gemel_waits(gemel_records_query_sql)
%gemel_waits(gemel_rows_query_sql)
%gemel_waits(gemel_records_insert)
%gemel_waits(gemel_cursor_open)
%gemel_waits(gemel_query_cursor)
%gemel_waits(gemel_cursor_next)
%gemel_waits(gemel_bulk_open)
%gemel_waits(gemel_bulk_add)
%gemel_waits(gemel_bulk_finish)
%gemel_waits(gemel_record_save)
%gemel_waits(gemel_record_update)
%gemel_waits(gemel_record_reload)
%gemel_waits(gemel_record_destroy)
%gemel_waits(gemel_record_restore)
%gemel_waits(gemel_record_touch)
%gemel_waits(gemel_record_get_association)
%gemel_waits(gemel_record_load_association)
%gemel_waits(gemel_records_get_association)
%gemel_waits(gemel_record_set_association)
%gemel_waits(gemel_records_set_association)
%gemel_waits(gemel_record_set_association_key)
%gemel_waits(gemel_record_unset_association)
%gemel_waits(gemel_record_create_association)
