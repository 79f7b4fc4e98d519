package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** What is answered to arguments that cannot be right. */
class MistakesTest {
    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'quantity':1000000000,'orderType':'MARKET'|The quantity must be from 1 to 100000 contracts.
            'quantity':1,'orderType':'LIMIT','limitPrice':1|The price is further from the market than the instrument allows.
            'quantity':1,'orderType':'STOP','stopPrice':6899|The market has reached the stop price already: a stop to buy belongs above the ask, to sell below the bid; MIT and LIT the other way round.
            'quantity':1,'orderType':'MIT','stopPrice':6901|The market has reached the stop price already: a stop to buy belongs above the ask, to sell below the bid; MIT and LIT the other way round.
            'quantity':500,'orderType':'MARKET'|The account's funds do not cover the margin. It takes $1,100,000.00.
            """)
    void theDetailNamesTheOneReason(String order, String detail) {
        Answer answer = call(
                "PlaceOrder",
                "{'account':'Sim101','instrument':'ES','action':'BUY','timeInForce':'DAY'," + order + "}");
        assertEquals(detail, answer.text("detail"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PlaceOrder|{}|400|Invalid request
            PlaceOrder|{'account':'Nobody'}|400|invalid_account
            PlaceOrder|{'account':'Sim101','instrument':'ZZZZ'}|400|invalid_instrument
            PlaceOrder|{'account':'Sim101','instrument':'ES2!'}|400|invalid_instrument
            PlaceOrder|{'account':{'a':1},'instrument':'ES'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'HOLD','quantity':1,'orderType':'MARKET','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':0,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':-1,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1.5,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1e400,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':'NaN','orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':[1],'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':4294967297,'orderType':'MARKET','timeInForce':'DAY'}|400|invalid_quantity
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'QTS','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'OPG'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','timeInForce':'DAY'}|400|limit_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':0,'timeInForce':'DAY'}|400|limit_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'STOP','timeInForce':'DAY'}|400|stop_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'STOPLIMIT','limitPrice':6905,'timeInForce':'DAY'}|400|stop_price_required
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':6890.1,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':'NaN','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':'Infinity','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':1e60,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':1,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'STOP','stopPrice':6800,'timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'TRAILINGSTOP','timeInForce':'DAY'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'GTD'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'GTD','gtd':'soon'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY','bracket':7}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY','bracket':{}}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':1,'orderType':'MARKET','timeInForce':'DAY','requireMarketPosition':'sideways'}|400|Invalid request
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':100000,'orderType':'MARKET','timeInForce':'DAY'}|400|order_rejected
            PlaceOrder|{'account':'Sim101','instrument':'ES','action':'BUY','quantity':50,'orderType':'MARKET','timeInForce':'DAY'}|400|order_rejected
            GetAccount|{'account':'Nobody'}|400|invalid_account
            GetAccount|{}|400|Invalid request
            GetPosition|{'account':'Sim101'}|400|Invalid request
            GetPosition|{'account':'Sim101','instrument':'nope'}|400|invalid_instrument
            ListPositions|{'account':'Sim101','includeFlat':'maybe'}|400|Invalid request
            ClosePosition|{'account':'Sim101','instrument':'ES'}|400|No positions found for instrument 'ES'
            Cancel|{'account':'Sim101','orderId':'zzz'}|400|Order linked to 'zzz' not found or already terminal.
            Change|{'account':'Sim101','orderId':'zzz','quantity':1}|400|Order linked to 'zzz' not found or already terminal.
            GetOrder|{'account':'Sim101','orderId':'zzz'}|400|order_not_found
            GetOrderStatus|{'account':'Sim101','orderId':'00000000000000000000000000000000'}|400|order_not_found
            GetExecution|{'account':'Sim101','executionId':'00000000000000000000000000000000'}|400|execution_not_found
            ListExecutions|{'account':'Sim101','lookbackTime':'x'}|400|Invalid request
            GetQuote|{}|400|Invalid request
            GetQuote|{'instrument':'ES,NOPE'}|400|invalid_instrument
            GetBars|{'instrument':'ES','periodType':'renko'}|400|unsupported_period_type
            GetBars|{'instrument':'ES','period':0}|400|Invalid request
            GetBars|{'instrument':'ES','limit':-5}|400|Invalid request
            GetBars|{'instrument':'ES','from':'yesterday'}|400|Invalid request
            MarketInfo|{'instrument':'NOPE'}|400|invalid_instrument
            """)
    void mistakesAreAnsweredInTheDocumentedWords(String operation, String args, int status, String error) {
        Answer answer = call(operation, args);
        assertEquals(error, answer.error(), () -> args + " " + answer.json());
        assertEquals(status, answer.status());
        assertEquals(false, answer.json().path("success").asBoolean(true));
        assertTrue(answer.json().path("detail").asText().length() > 5);
    }
}
