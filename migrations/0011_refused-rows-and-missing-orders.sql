CREATE TABLE "refused_days" (
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"sku" text NOT NULL,
	"source" text NOT NULL,
	"is_named" boolean NOT NULL,
	"message" jsonb NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"whole_before" timestamp with time zone,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "refused_days_store_id_day_sku_source_pk" PRIMARY KEY("store_id","day","sku","source")
);
--> statement-breakpoint
CREATE TABLE "staged_refusals" (
	"batch_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"day" date,
	"order_id" text,
	"message" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "feed_days" ADD COLUMN "missing_orders" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "feed_days" ADD COLUMN "missing_units" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "refusal" jsonb;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "seen_as_of" timestamp with time zone;--> statement-breakpoint
UPDATE "order_lines" SET "told_at" = "as_of", "seen_as_of" = "as_of";--> statement-breakpoint
ALTER TABLE "order_lines" ALTER COLUMN "told_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ALTER COLUMN "seen_as_of" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "kept" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "staged_rows" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "staged_refusals_batch" ON "staged_refusals" USING btree ("batch_id","store_id","day");