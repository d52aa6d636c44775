CREATE TABLE "directory_managers" (
	"person_id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"standing" text NOT NULL,
	"manager_id" text,
	"account" text,
	"name" text,
	"looked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform_calls" (
	"platform" text NOT NULL,
	"month" text NOT NULL,
	"api" text NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "platform_calls_platform_month_api_pk" PRIMARY KEY("platform","month","api")
);
