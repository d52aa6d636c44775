CREATE TABLE "decisions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"case_id" bigint NOT NULL,
	"round" integer NOT NULL,
	"revision" integer NOT NULL,
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"formula_version" integer NOT NULL,
	"suggested_units" integer,
	"inputs" jsonb,
	"nature" text,
	"action" text NOT NULL,
	"quantity" integer,
	"transport" text,
	"arrive_by" date,
	"reason" text,
	"approval" text NOT NULL,
	"approved_by" text,
	"approved_at" timestamp with time zone,
	"superseded" boolean DEFAULT false NOT NULL,
	"outcome_due_on" date NOT NULL,
	"outcome" jsonb,
	"outcome_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tier_alerts" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"tier" text NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tier_alerts_store_id_sku_pk" PRIMARY KEY("store_id","sku")
);
--> statement-breakpoint
ALTER TABLE "anomaly_cases" ADD COLUMN "approval" jsonb;--> statement-breakpoint
ALTER TABLE "anomaly_cases" ADD COLUMN "follow_up_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_case_id_anomaly_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."anomaly_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "decisions_revision" ON "decisions" USING btree ("case_id","round","revision");--> statement-breakpoint
CREATE INDEX "decisions_outcome_due" ON "decisions" USING btree ("outcome_due_on") WHERE "decisions"."outcome" is null and not "decisions"."superseded";--> statement-breakpoint
CREATE INDEX "decisions_at" ON "decisions" USING btree ("decided_at");