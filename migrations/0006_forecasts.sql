CREATE TABLE "forecasts" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"per_day" double precision NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "forecasts_store_id_sku_from_day_pk" PRIMARY KEY("store_id","sku","from_day")
);
