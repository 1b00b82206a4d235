-- Two roles for PostgreSQL: one owns the tables and migrates, one runs the application.
--
-- Run as a superuser after the first `prepare`, in the application's database, and again after a
-- version with new tables. `prepare` runs with DATABASE_URL of ben_so_owner; web, worker and beat
-- run with DATABASE_URL of ben_so. Set both passwords yourself.
--
-- The triggers refuse changes of append-only tables to both roles; this split keeps the application
-- from taking a trigger down.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ben_so_owner') THEN
        CREATE ROLE ben_so_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ben_so') THEN
        CREATE ROLE ben_so LOGIN;
    END IF;
END $$;

-- everything belongs to the owner, whoever made it
DO $$
DECLARE
    each record;
BEGIN
    FOR each IN
        SELECT c.relkind, c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    LOOP
        EXECUTE format('ALTER TABLE public.%I OWNER TO ben_so_owner', each.relname);
    END LOOP;
    FOR each IN
        SELECT p.oid::regprocedure AS signature FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE ANY (
            ARRAY['append\_only\_%', '%\_no\_insert', '%\_no\_update', '%\_no\_delete']
        )
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO ben_so_owner', each.signature);
    END LOOP;
END $$;
ALTER SCHEMA public OWNER TO ben_so_owner;

GRANT USAGE ON SCHEMA public TO ben_so;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ben_so;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ben_so;
ALTER DEFAULT PRIVILEGES FOR ROLE ben_so_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ben_so;
ALTER DEFAULT PRIVILEGES FOR ROLE ben_so_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO ben_so;

-- append-only: rows are added and read. DELETE of the audit's rows stays granted for the purge of
-- whole segments after their term; the triggers refuse every other one.
REVOKE UPDATE ON
    identity_entry, identity_entrysubject, identity_seal, identity_sealedentry,
    identity_closedsegment, identity_purge
    FROM ben_so;
REVOKE DELETE ON identity_closedsegment, identity_purge FROM ben_so;
REVOKE UPDATE, DELETE ON
    courses_event, courses_learneredition, courses_answerkey, courses_courseedition,
    courses_editionlesson
    FROM ben_so;
REVOKE DELETE ON courses_lessonversion FROM ben_so;
