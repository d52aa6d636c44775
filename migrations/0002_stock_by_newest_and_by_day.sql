DROP INDEX "stock_snapshots_pool";--> statement-breakpoint
CREATE INDEX "stock_snapshots_newest" ON "stock_snapshots" USING btree ("pool_id","sku","location","as_of");--> statement-breakpoint
CREATE INDEX "stock_snapshots_days" ON "stock_snapshots" USING btree ("pool_id","as_of");