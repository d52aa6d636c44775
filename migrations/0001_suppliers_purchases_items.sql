CREATE TABLE "purchase_lines" (
	"order_id" text NOT NULL,
	"sku" text NOT NULL,
	"supplier" text NOT NULL,
	"units" integer NOT NULL,
	"shipped_units" integer NOT NULL,
	"received_units" integer NOT NULL,
	"ordered_on" date NOT NULL,
	"promised_on" date,
	"expected_on" date,
	"ready_on" date,
	"unit_cost" numeric,
	"currency" text,
	"status" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "purchase_lines_order_id_sku_pk" PRIMARY KEY("order_id","sku")
);
--> statement-breakpoint
CREATE TABLE "sku_items" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"item_id" text NOT NULL,
	"units_per" integer NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "sku_items_store_id_sku_pk" PRIMARY KEY("store_id","sku")
);
--> statement-breakpoint
ALTER TABLE "lead_times" DROP CONSTRAINT "lead_times_pkey";--> statement-breakpoint
UPDATE "lead_times" SET "supplier" = '' WHERE "supplier" IS NULL;--> statement-breakpoint
ALTER TABLE "lead_times" ALTER COLUMN "supplier" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "lead_times" ALTER COLUMN "supplier" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "lead_times" ADD CONSTRAINT "lead_times_sku_supplier_pk" PRIMARY KEY("sku","supplier");--> statement-breakpoint
ALTER TABLE "inbound_lines" ADD COLUMN "received_on" date;--> statement-breakpoint
ALTER TABLE "lead_times" ADD COLUMN "supplier_tier" text DEFAULT 'A' NOT NULL;--> statement-breakpoint
ALTER TABLE "lead_times" ADD COLUMN "unit_cost" numeric;--> statement-breakpoint
ALTER TABLE "lead_times" ADD COLUMN "currency" text;--> statement-breakpoint
CREATE INDEX "purchase_lines_sku" ON "purchase_lines" USING btree ("sku");--> statement-breakpoint
CREATE INDEX "sku_items_item" ON "sku_items" USING btree ("item_id");