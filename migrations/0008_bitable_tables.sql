CREATE TABLE "bitable_rows" (
	"place" text NOT NULL,
	"case_id" bigint NOT NULL,
	"record_id" text,
	"batch_token" text,
	"case_version" integer,
	"content_hash" text,
	CONSTRAINT "bitable_rows_place_case_id_pk" PRIMARY KEY("place","case_id")
);
--> statement-breakpoint
CREATE TABLE "bitable_states" (
	"use" text PRIMARY KEY NOT NULL,
	"place" text NOT NULL,
	"tried_at" timestamp with time zone,
	"good_at" timestamp with time zone,
	"rows" integer,
	"content_hash" text,
	"trouble" jsonb,
	"lease_owner" text,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "bitable_rows" ADD CONSTRAINT "bitable_rows_case_id_anomaly_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."anomaly_cases"("id") ON DELETE no action ON UPDATE no action;