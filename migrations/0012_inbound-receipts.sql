CREATE TABLE "inbound_receipts" (
	"store_id" text NOT NULL,
	"shipment_id" text NOT NULL,
	"sku" text NOT NULL,
	"units" integer NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone,
	"due_on" date,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "inbound_receipts_store_id_shipment_id_sku_told_at_pk" PRIMARY KEY("store_id","shipment_id","sku","told_at")
);
--> statement-breakpoint
CREATE INDEX "inbound_receipts_sku" ON "inbound_receipts" USING btree ("sku","told_at");