CREATE TABLE "oversell_alerts" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"risk" text,
	"noted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "oversell_alerts_store_id_sku_pk" PRIMARY KEY("store_id","sku")
);
--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "stock_checked_at" timestamp with time zone;