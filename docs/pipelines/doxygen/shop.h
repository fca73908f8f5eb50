/**
 * @mainpage Web shop
 *
 * @dot
 * digraph shop {
 *     user [label="Customer" shape=box];
 *     subgraph cluster_dmz { label="DMZ"; style=dashed; web [label="Web server" shape=ellipse]; }
 *     db [label="Orders" shape=cylinder];
 *     user -> web [label="HTTP orders"];
 *     web -> db [label="SQL"];
 * }
 * @enddot
 */
