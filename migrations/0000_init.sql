CREATE TABLE "anomaly_cases" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"card_id" bigint,
	"kind" text NOT NULL,
	"form_kind" text NOT NULL,
	"store_id" text NOT NULL,
	"sku" text,
	"direction" text NOT NULL,
	"status" text NOT NULL,
	"dedup_key" text NOT NULL,
	"round" integer NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"last_deviation" double precision NOT NULL,
	"stock_tier" text,
	"owner_id" text,
	"assignee_id" text,
	"opened_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer_due_at" timestamp with time zone,
	"next_due_at" timestamp with time zone,
	"reminders_handled" integer DEFAULT 0 NOT NULL,
	"escalation_step" integer DEFAULT 0 NOT NULL,
	"deadline_missed_at" timestamp with time zone,
	"nag_at" timestamp with time zone,
	"snoozed_until" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"closed_at" timestamp with time zone,
	"resolution" text,
	"supplement" boolean DEFAULT false NOT NULL,
	"promise" jsonb,
	"policy" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"prefill" jsonb NOT NULL,
	"trouble" text,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"case_id" bigint NOT NULL,
	"round" integer NOT NULL,
	"revision" integer NOT NULL,
	"answered_by" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	"late" boolean NOT NULL,
	"form_kind" text NOT NULL,
	"form_version" integer NOT NULL,
	"values" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "card_cases" (
	"card_id" bigint NOT NULL,
	"case_id" bigint NOT NULL,
	"round" integer NOT NULL,
	CONSTRAINT "card_cases_card_id_case_id_pk" PRIMARY KEY("card_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"assignee_id" text,
	"posted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_days" (
	"case_id" bigint NOT NULL,
	"day" date NOT NULL,
	"verdict_id" bigint,
	"units" double precision,
	"baseline" double precision,
	"deviation" double precision,
	CONSTRAINT "case_days_case_id_day_pk" PRIMARY KEY("case_id","day")
);
--> statement-breakpoint
CREATE TABLE "case_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"case_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"actor" text NOT NULL,
	"round" integer NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "day_marks" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"day" date NOT NULL,
	"mark" text NOT NULL,
	"case_id" bigint NOT NULL,
	CONSTRAINT "day_marks_store_id_sku_day_mark_pk" PRIMARY KEY("store_id","sku","day","mark")
);
--> statement-breakpoint
CREATE TABLE "feed_days" (
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"rows" integer NOT NULL,
	"units" integer NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"whole_as_of" timestamp with time zone,
	"batch_id" bigint NOT NULL,
	"first_batch_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"judged_revision" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "feed_days_store_id_day_source_pk" PRIMARY KEY("store_id","day","source")
);
--> statement-breakpoint
CREATE TABLE "inbound_lines" (
	"store_id" text NOT NULL,
	"shipment_id" text NOT NULL,
	"sku" text NOT NULL,
	"shipped_units" integer NOT NULL,
	"received_units" integer NOT NULL,
	"mode" text,
	"status" text NOT NULL,
	"shipped_on" date,
	"sellable_on" date,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "inbound_lines_store_id_shipment_id_sku_pk" PRIMARY KEY("store_id","shipment_id","sku")
);
--> statement-breakpoint
CREATE TABLE "ingest_batches" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"format" text,
	"file_name" text NOT NULL,
	"store_id" text,
	"as_of" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"received_by" text NOT NULL,
	"rows_in" integer NOT NULL,
	"rows_kept" integer NOT NULL,
	"rows_refused" integer NOT NULL,
	"status" text NOT NULL,
	"code" text,
	"details" jsonb NOT NULL,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ingest_issues" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"batch_id" bigint NOT NULL,
	"line" integer,
	"column_name" text,
	"code" text NOT NULL,
	"found" text NOT NULL,
	"message" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lead_times" (
	"sku" text PRIMARY KEY NOT NULL,
	"supplier" text,
	"moq" integer,
	"case_pack" integer,
	"production_days" integer,
	"qc_days" integer,
	"sea_days" integer,
	"air_days" integer,
	"express_days" integer,
	"receiving_days" integer,
	"safety_days" integer,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"store_id" text NOT NULL,
	"order_id" text NOT NULL,
	"line_no" integer NOT NULL,
	"sku" text NOT NULL,
	"day" date NOT NULL,
	"units" integer NOT NULL,
	"amount" numeric,
	"currency" text,
	"status" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "order_lines_store_id_order_id_line_no_pk" PRIMARY KEY("store_id","order_id","line_no")
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"sku" text,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"note" text,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sales_days" (
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"sku" text NOT NULL,
	"source" text NOT NULL,
	"units" integer NOT NULL,
	"orders" integer,
	"amount" numeric,
	"currency" text,
	"pending_units" integer DEFAULT 0 NOT NULL,
	"cancelled_lines" integer DEFAULT 0 NOT NULL,
	"other_channel_units" integer DEFAULT 0 NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "sales_days_store_id_day_sku_source_pk" PRIMARY KEY("store_id","day","sku","source")
);
--> statement-breakpoint
CREATE TABLE "sales_revisions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"sku" text NOT NULL,
	"source" text NOT NULL,
	"units" integer NOT NULL,
	"orders" integer,
	"amount" numeric,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	"replaced_by" bigint NOT NULL,
	"effective" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sku_owners" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"owner_id" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "sku_owners_sku_store_id_pk" PRIMARY KEY("sku","store_id")
);
--> statement-breakpoint
CREATE TABLE "skus" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"name" text,
	"asin" text,
	"fnsku" text,
	"owner_id" text,
	"class" text,
	"known" boolean NOT NULL,
	"first_seen_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "skus_store_id_sku_pk" PRIMARY KEY("store_id","sku")
);
--> statement-breakpoint
CREATE TABLE "staged_rows" (
	"batch_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"day" date,
	"order_id" text,
	"status" text,
	"units" integer,
	"orders" integer,
	"amount" numeric,
	"currency" text,
	"pending_units" integer,
	"is_complete" boolean,
	"row" jsonb,
	"held" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_snapshots" (
	"store_id" text NOT NULL,
	"pool_id" text NOT NULL,
	"location" text NOT NULL,
	"sku" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"available" integer NOT NULL,
	"merchant_available" integer,
	"reserved_customer" integer,
	"reserved_transfer" integer,
	"reserved_processing" integer,
	"reserved_other" integer,
	"inbound_working" integer,
	"inbound_shipped" integer,
	"inbound_receiving" integer,
	"on_order" integer,
	"unsellable" integer,
	"researching" integer,
	"batch_id" bigint NOT NULL,
	CONSTRAINT "stock_snapshots_store_id_location_sku_source_as_of_pk" PRIMARY KEY("store_id","location","sku","source","as_of")
);
--> statement-breakpoint
CREATE TABLE "stock_tiers" (
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"tier" text NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_tiers_store_id_sku_pk" PRIMARY KEY("store_id","sku")
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"content" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "console_messages" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"parent_id" bigint,
	"message" jsonb NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"case_id" bigint,
	"platform" text NOT NULL,
	"destination" jsonb NOT NULL,
	"lane" text NOT NULL,
	"op" text NOT NULL,
	"target_key" text,
	"content" jsonb NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"maybe_sent" boolean DEFAULT false NOT NULL,
	"holds_lane_until" timestamp with time zone,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"last_error" text,
	"ref" jsonb,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"reply" jsonb
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"job" text NOT NULL,
	"slot" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "job_runs_job_slot_pk" PRIMARY KEY("job","slot")
);
--> statement-breakpoint
CREATE TABLE "leaves" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"deputy_id" text,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_overrides" (
	"scope" text NOT NULL,
	"setting" text NOT NULL,
	"policy" text,
	"threshold" double precision,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_overrides_scope_setting_pk" PRIMARY KEY("scope","setting")
);
--> statement-breakpoint
CREATE TABLE "setting_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"changed_by" text NOT NULL,
	"setting" text NOT NULL,
	"scope" text NOT NULL,
	"before" text,
	"after" text
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "silences" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"sku" text,
	"class" text,
	"until_day" date NOT NULL,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop_verdicts" (
	"store_id" text NOT NULL,
	"day" date NOT NULL,
	"state" text NOT NULL,
	"held_because" text,
	"factor" double precision NOT NULL,
	"deviates" boolean NOT NULL,
	"judged_skus" integer NOT NULL,
	"units" double precision NOT NULL,
	"baseline" double precision NOT NULL,
	"counts" jsonb NOT NULL,
	"judged_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shop_verdicts_store_id_day_pk" PRIMARY KEY("store_id","day")
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"sku" text NOT NULL,
	"day" date NOT NULL,
	"revision" integer NOT NULL,
	"current" boolean NOT NULL,
	"word" text NOT NULL,
	"direction" text,
	"window_days" integer NOT NULL,
	"units" double precision,
	"baseline" double precision,
	"deviation" double precision,
	"chance" double precision,
	"surge" boolean NOT NULL,
	"money_at_stake" double precision NOT NULL,
	"evidence" jsonb NOT NULL,
	"case_id" bigint,
	"judged_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "anomaly_cases" ADD CONSTRAINT "anomaly_cases_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_case_id_anomaly_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."anomaly_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_cases" ADD CONSTRAINT "card_cases_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_cases" ADD CONSTRAINT "card_cases_case_id_anomaly_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."anomaly_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_days" ADD CONSTRAINT "case_days_case_id_anomaly_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."anomaly_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_log" ADD CONSTRAINT "case_log_case_id_anomaly_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."anomaly_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ingest_issues" ADD CONSTRAINT "ingest_issues_batch_id_ingest_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."ingest_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "anomaly_cases_one_open" ON "anomaly_cases" USING btree ("dedup_key") WHERE "anomaly_cases"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX "anomaly_cases_due" ON "anomaly_cases" USING btree ("next_due_at") WHERE "anomaly_cases"."next_due_at" is not null;--> statement-breakpoint
CREATE INDEX "anomaly_cases_sku" ON "anomaly_cases" USING btree ("store_id","sku");--> statement-breakpoint
CREATE INDEX "anomaly_cases_card" ON "anomaly_cases" USING btree ("card_id");--> statement-breakpoint
CREATE UNIQUE INDEX "answers_revision" ON "answers" USING btree ("case_id","round","revision");--> statement-breakpoint
CREATE INDEX "case_log_case" ON "case_log" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "feed_days_unjudged" ON "feed_days" USING btree ("store_id","day") WHERE "feed_days"."judged_revision" < "feed_days"."revision";--> statement-breakpoint
CREATE INDEX "ingest_batches_sha256" ON "ingest_batches" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "ingest_batches_running" ON "ingest_batches" USING btree ("lease_until") WHERE "ingest_batches"."status" = 'running';--> statement-breakpoint
CREATE INDEX "ingest_issues_batch" ON "ingest_issues" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "order_lines_day" ON "order_lines" USING btree ("store_id","day");--> statement-breakpoint
CREATE INDEX "promotions_store" ON "promotions" USING btree ("store_id","from_day");--> statement-breakpoint
CREATE INDEX "sales_days_sku" ON "sales_days" USING btree ("store_id","sku","day");--> statement-breakpoint
CREATE INDEX "sales_revisions_day" ON "sales_revisions" USING btree ("store_id","sku","day");--> statement-breakpoint
CREATE INDEX "staged_rows_batch" ON "staged_rows" USING btree ("batch_id","store_id","day");--> statement-breakpoint
CREATE INDEX "staged_rows_held" ON "staged_rows" USING btree ("store_id","day") WHERE "staged_rows"."held";--> statement-breakpoint
CREATE INDEX "stock_snapshots_pool" ON "stock_snapshots" USING btree ("pool_id","sku","as_of");--> statement-breakpoint
CREATE UNIQUE INDEX "console_messages_key" ON "console_messages" USING btree ("key");--> statement-breakpoint
CREATE INDEX "console_messages_channel" ON "console_messages" USING btree ("channel","id");--> statement-breakpoint
CREATE INDEX "console_messages_parent" ON "console_messages" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_key" ON "deliveries" USING btree ("key");--> statement-breakpoint
CREATE INDEX "deliveries_pending" ON "deliveries" USING btree ("lane","id") WHERE "deliveries"."state" in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "deliveries_pending_target" ON "deliveries" USING btree ("target_key") WHERE "deliveries"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "deliveries_trouble" ON "deliveries" USING btree ("id") WHERE "deliveries"."state" in ('unclear', 'failed');--> statement-breakpoint
CREATE INDEX "deliveries_case" ON "deliveries" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "inbox_received" ON "inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "job_runs_due" ON "job_runs" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "leaves_person" ON "leaves" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "setting_changes_setting" ON "setting_changes" USING btree ("setting","id");--> statement-breakpoint
CREATE UNIQUE INDEX "settings_name" ON "settings" USING btree ("name");--> statement-breakpoint
CREATE INDEX "sign_ins_person" ON "sign_ins" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "verdicts_revision" ON "verdicts" USING btree ("store_id","day","sku","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "verdicts_current" ON "verdicts" USING btree ("store_id","day","sku") WHERE "verdicts"."current";--> statement-breakpoint
CREATE INDEX "verdicts_sku" ON "verdicts" USING btree ("store_id","sku","day");